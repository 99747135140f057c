import pulumi from "@pulumi/pulumi";

/** Hooks that write down what they were told of, for programs of cases. */
export class HookDiary {
  readonly entries: string[] = [];

  /** @param fails what it throws after it has written */
  hook(name: string, options: pulumi.ResourceHookOptions & { fails?: string } = {}): pulumi.ResourceHook {
    const { fails, ...rest } = options;
    const note = async (args: pulumi.ResourceHookArgs) => {
      const values = [args.oldInputs, args.newInputs, args.oldOutputs, args.newOutputs];
      this.entries.push(`${name} ${args.name} ${values.map(shown).join(" ")}`);
      if (fails !== undefined) throw new Error(fails);
    };
    return new pulumi.ResourceHook(name, note, rest);
  }

  /** All of the hooks there are. */
  all(): pulumi.ResourceHookBinding {
    return {
      beforeCreate: [this.hook("beforeCreate")],
      afterCreate: [this.hook("afterCreate")],
      beforeUpdate: [this.hook("beforeUpdate")],
      afterUpdate: [this.hook("afterUpdate")],
      beforeDelete: [this.hook("beforeDelete")],
      afterDelete: [this.hook("afterDelete")],
    };
  }

  /** @throws Error when something else was written since the last time */
  expect(...entries: string[]): void {
    const written = this.entries.splice(0);
    if (JSON.stringify(written) !== JSON.stringify(entries))
      throw new Error(`the hooks wrote\n${written.join("\n")}\nand not\n${entries.join("\n")}`);
  }
}

/** The colour, `-` where there are no properties. */
function shown(properties: Record<string, unknown> | undefined): unknown {
  return properties === undefined ? "-" : (properties.colour ?? "?");
}
