export { Asset } from "./asset.ts";
export { Build } from "./build.ts";
export { Deployment } from "./deployment.ts";
export { Environment } from "./environment.ts";
export { Function } from "./function.ts";
export { Service } from "./service.ts";
export { Variable } from "./variable.ts";
