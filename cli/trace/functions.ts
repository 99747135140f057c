import {
  type BudgetDecision,
  decideByBudget,
  granted,
  isMetered,
  nothingSpent,
} from "../../dialplan/budget.ts";
import type { IncomingDecision } from "../../dialplan/incoming.ts";
import { decideIncoming } from "../../dialplan/incoming.ts";
import { type MenuStep, pressKeys } from "../../dialplan/menu-step.ts";
import type { EmergencyRuleDecision, OutgoingDecision } from "../../dialplan/outgoing.ts";
import { decideOutgoing } from "../../dialplan/outgoing.ts";
import type { DialVariables } from "../../dialplan/variables.ts";
import { connectIncoming, connectOutgoing } from "../../functions/shared/calls/calls.ts";
import { today } from "../../functions/shared/calls/minutes.ts";
import { emergencyTwiml } from "../../functions/shared/emergency/twiml.ts";
import { menuStateIn } from "../../functions/shared/menus/state.ts";
import { stepTwiml } from "../../functions/shared/menus/step.ts";
import { keysIn } from "../../functions/shared/menus/url.ts";
import { operatorAddresses } from "../../functions/shared/operator/operator.ts";
import type { Version } from "./version.ts";

/** What Twilio asks a function. */
export interface Request {
  path: string;
  params: Record<string, string>;
}

/** What a function answers, and why. */
export interface Answer {
  /** The rule that decided, or the step that followed in a menu. */
  rule: string;
  decision: OutgoingDecision | BudgetDecision | EmergencyRuleDecision | IncomingDecision | MenuStep;
  twiml: string;
  /** Who is called when the caller waits for an operator. */
  operators?: string[];
}

/** Where an environment's functions are served is known once they are: a number of Twilio's stands in it. */
export const hostOf = (environment: string) => `dialer-0000-${environment}.twil.io`;

/**
 * The functions of an environment that decide on calls, as they would be with a version of the data: the decisions and
 * the rendering are those of the functions themselves.
 */
export class Functions {
  readonly #version: Version;
  readonly #variables: DialVariables;
  readonly #chance: () => number;

  /**
   * @param chance what random choices follow, from 0 to below 1; the first of everything unless given
   * @throws if the version has no stack file for the environment
   */
  constructor(version: Version, environment: string, chance = () => 0) {
    const variables = version.environments[environment];
    if (!variables)
      throw new Error(
        `there is no stack file for the environment ${environment}: add Pulumi.${environment}.yaml`,
      );
    this.#version = version;
    this.#variables = variables;
    this.#chance = chance;
  }

  /** @returns nothing if that function decides on no call */
  ask({ path, params }: Request): Answer | undefined {
    switch (path) {
      case "/sip-outgoing":
        return this.#outgoing(params);
      case "/sip-incoming":
        return this.#incoming(params);
      case "/menu":
        return this.#menu(params);
      default:
        return undefined;
    }
  }

  #outgoing(params: Request["params"]): Answer {
    const decision = decideOutgoing(params, this.#view);
    const { rule } = decision;
    if (decision.rule === "emergency") return { rule, decision, twiml: String(this.#emergency(params)) };
    if (!isMetered(decision))
      return { rule, decision, twiml: String(connectOutgoing(decision, params, this.#place)) };
    // As the first call of the day.
    const counted = decideByBudget(decision, granted(nothingSpent, decision));
    const meter = { day: today(), setAside: true };
    return {
      rule,
      decision: counted,
      twiml: String(connectOutgoing(counted, params, this.#place, meter)),
    };
  }

  #incoming(params: Request["params"]): Answer {
    const decision = decideIncoming(params, this.#view);
    return { rule: decision.rule, decision, twiml: String(connectIncoming(decision, this.#place)) };
  }

  #menu(params: Request["params"]): Answer {
    const { menus, directory } = this.#version;
    const step = pressKeys(menuStateIn(params), keysIn(params), { menus, chance: this.#chance });
    const network = () => ({ variables: this.#variables, directory });
    const voice =
      step.action === "emergency"
        ? this.#emergency({ ...params, number: step.number })
        : stepTwiml(step, { context: this.#context, event: params, menus, network });
    const operators = step.action === "queue" && { operators: operatorAddresses(menus, network()) };
    return { rule: `menu-${step.action}`, decision: step, twiml: String(voice), ...operators };
  }

  #emergency(params: Request["params"]) {
    return emergencyTwiml(this.#version.emergencyPlan, this.#context, params, "/sip-outgoing");
  }

  get #view() {
    return { ...this.#version, environment: this.#variables.ENVIRONMENT };
  }

  get #place() {
    const { directory } = this.#version;
    return { variables: this.#variables, directory, domainName: this.#context.DOMAIN_NAME };
  }

  get #context() {
    return { ...this.#variables, DOMAIN_NAME: hostOf(this.#variables.ENVIRONMENT) };
  }
}
