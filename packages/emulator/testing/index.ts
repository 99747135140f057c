/** What tests of other packages need to hold requests and answers to Twilio's documents. */
export { faultsIn } from "./answers.ts";
