export { Flow } from "./flow.ts";
