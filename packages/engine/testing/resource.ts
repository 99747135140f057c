import type * as pulumi from "@pulumi/pulumi";
import { ComponentResource, CustomResource, ProviderResource } from "@pulumi/pulumi/resource.js";

/** A resource of the {@link TestProvider}, for programs in tests: any properties. */
export class Thing extends CustomResource {
  declare readonly ref: pulumi.Output<string>;
  declare readonly size: pulumi.Output<number>;

  constructor(name: string, args: Record<string, unknown> = {}, options?: pulumi.CustomResourceOptions) {
    super("test:index:Thing", name, { ref: undefined, size: undefined, ...args }, options);
  }
}

/** As {@link Thing}, of another type. */
export class Part extends CustomResource {
  constructor(name: string, args: Record<string, unknown> = {}, options?: pulumi.CustomResourceOptions) {
    super("test:index:Part", name, { ref: undefined, size: undefined, ...args }, options);
  }
}

/** As {@link Thing}, of the package `other`. */
export class Other extends CustomResource {
  declare readonly ref: pulumi.Output<string>;

  constructor(name: string, args: Record<string, unknown> = {}, options?: pulumi.CustomResourceOptions) {
    super("other:index:Other", name, { ref: undefined, size: undefined, ...args }, options);
  }
}

/** A component without a meaning of its own. */
export class Group extends ComponentResource {
  constructor(name: string, options?: pulumi.ComponentResourceOptions) {
    super("test:index:Group", name, {}, options);
  }
}

/** An explicit provider of the package `test`. */
export class Provider extends ProviderResource {
  constructor(name: string, args: Record<string, unknown> = {}, options?: pulumi.ResourceOptions) {
    super("test", name, args, options);
  }
}

/** An explicit provider of the package `other`. */
export class OtherProvider extends ProviderResource {
  constructor(name: string, args: Record<string, unknown> = {}, options?: pulumi.ResourceOptions) {
    super("other", name, args, options);
  }
}
