import type { RequestFaults } from '../../faults/fault-plan.ts';
import type { FaultOperation } from '../../faults/fault.ts';
import type { SigningKey } from './wxpay-account.ts';

/** A request whose sender is known. */
interface WxpayRequest {
  readonly body: Uint8Array<ArrayBuffer>;
  /** Of the path. */
  readonly parameter: (name: string) => string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  readonly faults: RequestFaults;
  /** What the answer will be signed with. */
  readonly key: SigningKey;
}

/** One method of one path. */
export interface WxpayEndpoint {
  /** What faults take its requests for; undefined: they do not hit it. */
  readonly on?: Extract<FaultOperation, 'submit' | 'query'> | undefined;
  /** How often a merchant may call it. */
  readonly perSecond: number;
  /** What the sender signs of the body; all of it by default. */
  signedBody?(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<Uint8Array>;
  /**
   * Answers with the members of the body.
   *
   * @throws WxpayError when it refuses
   */
  answer(request: WxpayRequest): object | Promise<object>;
}
