export { AlphaSender } from "./alpha-sender.ts";
export { PhoneNumber } from "./phone-number.ts";
export { Service } from "./service.ts";
export { ShortCode } from "./short-code.ts";
