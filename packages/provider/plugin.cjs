// Pulumi's plugin runner loads this with require and reads `.ts` files its own way; Node itself runs them as they are.
import("./plugin.ts");
