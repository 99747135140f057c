import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type sourceproto from "@pulumi/pulumi/proto/source_pb.js";

type SourcePosition = InstanceType<typeof sourceproto.SourcePosition>;

type StackTrace = InstanceType<typeof sourceproto.StackTrace>;

/** The calls that led to a registration; a frame outside any file is empty. `undefined`: the program tells none. */
export function stackTrace(
  trace: StackTrace | undefined,
  root: string,
): { sourcePosition?: string }[] | undefined {
  return trace?.getFramesList().map((frame) => {
    const position = sourcePosition(frame.getPc(), root);
    return position === undefined ? {} : { sourcePosition: position };
  });
}

/**
 * Where in the program a resource is registered, as the state keeps it: `project:///index.ts#12,34`.
 * @param root the project's folder
 */
export function sourcePosition(position: SourcePosition | undefined, root: string): string | undefined {
  if (position === undefined || !position.getUri().startsWith("file://")) return undefined;
  const path = relative(root, fileURLToPath(position.getUri())).split(sep).join("/");
  const column = position.getColumn() === 0 ? "" : `,${position.getColumn()}`;
  return `project:///${encodeURI(path)}#${position.getLine()}${column}`;
}
