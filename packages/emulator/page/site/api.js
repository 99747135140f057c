/** Asks the emulator. Errors: what it answers. */
async function ask(method, path, query = {}, body = undefined) {
  const told = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const search = told.length > 0 ? `?${new URLSearchParams(told)}` : "";
  const answer = await fetch(`/emulator/${path}${search}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  const read = await answer.json();
  if (!answer.ok) throw new Error(read.message ?? `the emulator answered ${answer.status}`);
  return read;
}

export const get = (path, query) => ask("GET", path, query);
export const post = (path, body = {}) => ask("POST", path, {}, body);
export const remove = (path, body = {}) => ask("DELETE", path, {}, body);

/** Where a resource is, as a query. */
export const whereIs = ({ account, kind, parents = {}, key }) => ({
  account,
  kind,
  parents: JSON.stringify(parents),
  ...(key === undefined ? {} : { key }),
});
