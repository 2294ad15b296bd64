import { CloudError } from '../tencent-cloud/cloud-error.ts';
import type { ParameterMembers, Parameters } from '../tencent-cloud/cloud-parameters.ts';

/** The parameters of `CreateAigcImageTask`. */
export const imageTaskParameters = {
  SubAppId: 'integer',
  ModelName: 'string',
  ModelVersion: 'string',
  FileInfos: [
    { Type: 'string', FileId: 'string', Url: 'string', Base64: 'string', Text: 'string', ReferenceType: 'string' },
  ],
  Prompt: 'string',
  NegativePrompt: 'string',
  EnhancePrompt: 'string',
  OutputConfig: {
    StorageMode: 'string',
    MediaName: 'string',
    ClassId: 'integer',
    ExpireTime: 'string',
    Resolution: 'string',
    AspectRatio: 'string',
    PersonGeneration: 'string',
    InputComplianceCheck: 'string',
    OutputComplianceCheck: 'string',
    OutputImageCount: 'integer',
    OutputFormat: 'string',
    LogoAdd: 'string',
  },
  InputRegion: 'string',
  SceneType: 'string',
  Seed: 'integer',
  SessionId: 'string',
  SessionContext: 'string',
  TasksPriority: 'integer text',
  ExtInfo: 'string',
} as const satisfies ParameterMembers;

/** A text among the parameters; absent ones come back as empty, as the service has it. */
export function textOf(parameters: Parameters, name: string): string {
  const value = parameters[name];
  return typeof value === 'string' ? value : '';
}

/** A number among the parameters; absent ones come back as 0, as the service has it. */
export function numberOf(parameters: Parameters, name: string): number {
  const value = parameters[name];
  return typeof value === 'number' ? value : 0;
}

/** An object among the parameters; absent ones count as empty. */
export function membersOf(parameters: Parameters, name: string): Parameters {
  return asParameters(parameters[name]);
}

/** What a restored task holds has been checked by nobody. */
export function asParameters(value: unknown): Parameters {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Parameters) : {};
}

/** @throws CloudError when the call is about an application that the account does not have */
export function checkSubAppId(parameters: Parameters, subAppId: number): void {
  const asked = parameters['SubAppId'];
  if (asked !== undefined && asked !== subAppId) {
    throw new CloudError('InvalidParameterValue.SubAppId', `SubAppId ${JSON.stringify(asked)} not exist`);
  }
}
