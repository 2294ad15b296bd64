import type { RequestFaults } from '../../faults/fault-plan.ts';
import type { FaultOperation, SandboxService } from '../../faults/fault.ts';
import type { Connection } from '../../http/connection.ts';
import type { SandboxContext } from '../../service-module.ts';
import type { ParameterMembers, Parameters } from './cloud-parameters.ts';

/** A product of Tencent Cloud: its actions are called at `POST /`. */
export interface CloudProduct {
  readonly service: SandboxService;
  /** The service in the credential scope, and the first label of its hosts. */
  readonly name: string;
  /** `X-TC-Version` */
  readonly version: string;
  /** The product's actions by their names, for one sandbox. */
  createActions(sandbox: SandboxContext): Readonly<Record<string, CloudAction>>;
}

/** One action. */
export interface CloudAction {
  /** Which faults hit it; absent: none. */
  readonly on?: FaultOperation | undefined;
  /** How often the account may call it. */
  readonly perSecond: number;
  readonly parameters: ParameterMembers;
  readonly required?: readonly string[] | undefined;
  /**
   * @returns the members of `Response` beside `RequestId`
   * @throws CloudError
   */
  answer(call: CloudCall): object | Promise<object>;
}

/** A call whose sender and parameters have been checked. */
interface CloudCall {
  readonly parameters: Parameters;
  readonly faults: RequestFaults;
  readonly connection: Connection;
}
