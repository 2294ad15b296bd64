// The built packages against the fixed surface beside: whoever changes a name, a member or an optionality sees it here.
import type * as core from '@x/core';
import type * as sandbox from '@x/sandbox';
import type * as tensorslab from '@x/tensorslab';
import type * as fixedCore from './fixed/core.d.ts';
import type * as fixedSandbox from './fixed/sandbox.d.ts';
import type * as fixedTensorslab from './fixed/tensorslab.d.ts';

/** `any` fits everything, so it fits nothing here. */
type IsAny<T> = 0 extends 1 & T ? true : false;
/** What the package gives can be used as promised. */
type Gives<Fixed, Actual> =
  IsAny<Actual> extends true ? 'any' : [Actual] extends [Fixed] ? true : 'gives something else';
/** And what may be handed in, or written down by a user, is the same. */
type Same<Fixed, Actual> =
  Gives<Fixed, Actual> extends true ? ([Fixed] extends [Actual] ? true : 'takes something else') : Gives<Fixed, Actual>;

interface Input {
  readonly prompt: string;
}
type Output = fixedCore.ImageOutput;

export const types: {
  TaskStatus: Same<fixedCore.TaskStatus, core.TaskStatus>;
  TaskRef: Same<fixedCore.TaskRef, core.TaskRef>;
  GeneratedImage: Same<fixedCore.GeneratedImage, core.GeneratedImage>;
  ImageOutput: Same<fixedCore.ImageOutput, core.ImageOutput>;
  TaskFailure: Same<fixedCore.TaskFailure, core.TaskFailure>;
  PendingSnapshot: Same<fixedCore.PendingSnapshot, core.PendingSnapshot>;
  SucceededSnapshot: Same<fixedCore.SucceededSnapshot, core.SucceededSnapshot>;
  FailedSnapshot: Same<fixedCore.FailedSnapshot, core.FailedSnapshot>;
  TaskSnapshot: Same<fixedCore.TaskSnapshot, core.TaskSnapshot>;
  RequestOptions: Same<fixedCore.RequestOptions, core.RequestOptions>;
  SubmitOptions: Same<fixedCore.SubmitOptions, core.SubmitOptions>;
  WaitOptions: Same<fixedCore.WaitOptions, core.WaitOptions>;
  RunOptions: Same<fixedCore.RunOptions, core.RunOptions>;
  RunAllOptions: Same<fixedCore.RunAllOptions<Input>, core.RunAllOptions<Input>>;
  RunOutcome: Same<fixedCore.RunOutcome<Input>, core.RunOutcome<Input>>;
  Task: Same<fixedCore.Task, core.Task>;
  TaskReader: Same<fixedCore.TaskReader, core.TaskReader>;
  Tasks: Same<fixedCore.Tasks<Input, Output>, core.Tasks<Input, Output>>;
  ImageTask: Same<fixedCore.ImageTask, core.ImageTask>;
  ImageTaskReader: Same<fixedCore.ImageTaskReader, core.ImageTaskReader>;
  ImageTasks: Same<fixedCore.ImageTasks<Input>, core.ImageTasks<Input>>;
  Fetch: Same<fixedCore.Fetch, core.Fetch>;
  Clock: Same<fixedCore.Clock, core.Clock>;
  PaceOptions: Same<fixedCore.PaceOptions, core.PaceOptions>;
  Pace: Same<fixedCore.Pace, core.Pace>;
  ClientOptions: Same<fixedCore.ClientOptions, core.ClientOptions>;
  ClientEvent: Same<fixedCore.ClientEvent, core.ClientEvent>;
  DownloadOptions: Same<fixedCore.DownloadOptions, core.DownloadOptions>;
  Bytes: Same<fixedCore.Bytes, core.Bytes>;
  Submission: Same<fixedCore.Submission, core.Submission>;
  Issue: Same<fixedCore.Issue, core.Issue>;
  ApiErrorKind: Same<fixedCore.ApiErrorKind, core.ApiErrorKind>;
  ErrorCode: Same<fixedCore.ErrorCode, core.ErrorCode>;
} = {
  TaskStatus: true,
  TaskRef: true,
  GeneratedImage: true,
  ImageOutput: true,
  TaskFailure: true,
  PendingSnapshot: true,
  SucceededSnapshot: true,
  FailedSnapshot: true,
  TaskSnapshot: true,
  RequestOptions: true,
  SubmitOptions: true,
  WaitOptions: true,
  RunOptions: true,
  RunAllOptions: true,
  RunOutcome: true,
  Task: true,
  TaskReader: true,
  Tasks: true,
  ImageTask: true,
  ImageTaskReader: true,
  ImageTasks: true,
  Fetch: true,
  Clock: true,
  PaceOptions: true,
  Pace: true,
  ClientOptions: true,
  ClientEvent: true,
  DownloadOptions: true,
  Bytes: true,
  Submission: true,
  Issue: true,
  ApiErrorKind: true,
  ErrorCode: true,
};

/** Classes: they may have more than was promised. */
export const errors: {
  ConfigurationError: Gives<fixedCore.ConfigurationError, core.ConfigurationError>;
  InputError: Gives<fixedCore.InputError, core.InputError>;
  NetworkError: Gives<fixedCore.NetworkError, core.NetworkError>;
  RequestTimeoutError: Gives<fixedCore.RequestTimeoutError, core.RequestTimeoutError>;
  ApiError: Gives<fixedCore.ApiError, core.ApiError>;
  ResponseError: Gives<fixedCore.ResponseError, core.ResponseError>;
  SignatureError: Gives<fixedCore.SignatureError, core.SignatureError>;
  SubmissionUnknownError: Gives<fixedCore.SubmissionUnknownError, core.SubmissionUnknownError>;
  TaskFailedError: Gives<fixedCore.TaskFailedError, core.TaskFailedError>;
  TaskTimeoutError: Gives<fixedCore.TaskTimeoutError, core.TaskTimeoutError>;
  DownloadError: Gives<fixedCore.DownloadError, core.DownloadError>;
  AnyTaskServiceError: Gives<fixedCore.AnyTaskServiceError, core.AnyTaskServiceError>;
} = {
  ConfigurationError: true,
  InputError: true,
  NetworkError: true,
  RequestTimeoutError: true,
  ApiError: true,
  ResponseError: true,
  SignatureError: true,
  SubmissionUnknownError: true,
  TaskFailedError: true,
  TaskTimeoutError: true,
  DownloadError: true,
  AnyTaskServiceError: true,
};

export const functions: {
  parseTaskRef: Gives<typeof fixedCore.parseTaskRef, typeof core.parseTaskRef>;
  createPace: Gives<typeof fixedCore.createPace, typeof core.createPace>;
  downloadImage: Gives<typeof fixedCore.downloadImage, typeof core.downloadImage>;
  isTaskServiceError: Gives<typeof fixedCore.isTaskServiceError, typeof core.isTaskServiceError>;
} = {
  parseTaskRef: true,
  createPace: true,
  downloadImage: true,
  isTaskServiceError: true,
};

/** Each error is a class of its own below the abstract one, and can be told by it. */
export const classes: readonly (abstract new (...args: never[]) => core.TaskServiceError)[] = [] as (
  | typeof core.ConfigurationError
  | typeof core.InputError
  | typeof core.NetworkError
  | typeof core.RequestTimeoutError
  | typeof core.ApiError
  | typeof core.ResponseError
  | typeof core.SignatureError
  | typeof core.SubmissionUnknownError
  | typeof core.TaskFailedError
  | typeof core.TaskTimeoutError
  | typeof core.DownloadError
)[];

export const tensorslabSurface: {
  input: Gives<tensorslab.TensorsLabImageInput, fixedTensorslab.TensorsLabImageInput>;
  settings: Same<fixedTensorslab.TensorsLabSettings, tensorslab.TensorsLabSettings>;
  client: IsAny<tensorslab.TensorsLabClient> extends true ? 'any' : true;
  createTensorsLab: Gives<
    (settings: fixedTensorslab.TensorsLabSettings) => { images: fixedCore.ImageTaskReader },
    typeof tensorslab.createTensorsLab
  >;
} = { input: true, settings: true, client: true, createTensorsLab: true };

export const sandboxSurface: {
  FaultName: Same<fixedSandbox.FaultName, sandbox.FaultName>;
  SandboxService: Same<fixedSandbox.SandboxService, sandbox.SandboxService>;
  Fault: Same<fixedSandbox.Fault, sandbox.Fault>;
  SandboxTask: Same<fixedSandbox.SandboxTask, sandbox.SandboxTask>;
  Sandbox: Gives<fixedSandbox.Sandbox, sandbox.Sandbox>;
  createSandbox: Gives<typeof fixedSandbox.createSandbox, typeof sandbox.createSandbox>;
} = { FaultName: true, SandboxService: true, Fault: true, SandboxTask: true, Sandbox: true, createSandbox: true };
