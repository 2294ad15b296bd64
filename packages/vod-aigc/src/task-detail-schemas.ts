import { anything, looseNumber, looseObject, looseText, type Reader } from '@x/core/provider';

/** One file of a finished task. Live answers have `""` and null where there is nothing, relays leave it out. */
export const fileSchema = /* @__PURE__ */ looseObject({
  StorageMode: looseText,
  ExpireTime: looseText,
  FileUrl: looseText,
  FileId: looseText,
  MetaData: /* @__PURE__ */ looseObject({ Width: looseNumber, Height: looseNumber }),
});

/** A code; `0` is none, as it is of `ErrCode`. */
const looseCode: Reader<string> = (value) => looseText(value)?.trim().replace(/^0$/, '');

/** `AigcImageTask`: a member of a task's detail, and the content of an event. Only what is read. */
export const imageTaskSchema = /* @__PURE__ */ looseObject({
  TaskId: looseText,
  Status: looseText,
  ErrCode: looseNumber,
  ErrCodeExt: looseCode,
  Message: looseText,
  Progress: looseNumber,
  Input: /* @__PURE__ */ looseObject({ ModelName: looseText }),
  Output: /* @__PURE__ */ looseObject({ FileInfos: anything }),
  SessionId: looseText,
  SessionContext: looseText,
});

/** The answer of `DescribeTaskDetail`. About 38 further members are there for other kinds of tasks, all of them null. */
export const taskDetailSchema = /* @__PURE__ */ looseObject({
  TaskType: looseText,
  Status: looseText,
  CreateTime: looseText,
  FinishTime: looseText,
  AigcImageTask: imageTaskSchema,
});

/** What is read of a task's detail. */
export type TaskDetail = NonNullable<ReturnType<typeof taskDetailSchema>>;
