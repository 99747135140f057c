/** A stack of a project. The file backend knows one organization, called `organization`. */
export interface StackReference {
  project: string;
  name: string;
}

const organization = "organization";

/** `organization/<project>/<stack>`: the name that is the same from everywhere. */
export function qualifiedName({ project, name }: StackReference): string {
  return `${organization}/${project}/${name}`;
}

/**
 * Reads `<stack>`, `organization/<stack>` or `organization/<project>/<stack>`.
 * {@link https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/store.go}
 * @param currentProject stands in where the text names no project
 * @throws Error that says which part is wrong
 */
export function parseStackReference(text: string, currentProject: string | undefined): StackReference {
  const parts = text.split("/");
  if (parts.length > 3)
    throw new Error(`"${text}" is not a stack name: expected [organization/[<project>/]]<stack>`);
  if (parts.length > 1 && parts[0] !== organization) {
    throw new Error(`"${text}": the organization of a stack in a file backend must be "${organization}"`);
  }
  const name = parts.at(-1) ?? "";
  const project = parts.length === 3 ? (parts[1] ?? "") : currentProject;
  if (project === undefined) {
    throw new Error(
      `"${text}" names no project, and there is no Pulumi.yaml here: run in the project's folder, or write ${organization}/<project>/${name}`,
    );
  }
  checkPart("project", project);
  checkPart("stack", name);
  return { project, name };
}

function checkPart(what: "project" | "stack", name: string): void {
  if (/^[\w.-]{1,100}$/.test(name) && name !== "." && name !== "..") return;
  throw new Error(
    `"${name}" is not a ${what} name: 1 to 100 letters, digits, hyphens, underscores or full stops are allowed`,
  );
}
