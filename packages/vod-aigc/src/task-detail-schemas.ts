import { looseNumber, looseObject, looseText } from '@x/core/provider';
import * as v from 'valibot';

/** One file of a finished task. Live answers have `""` and null where there is nothing, relays leave it out. */
export const fileSchema = v.object({
  StorageMode: looseText,
  ExpireTime: looseText,
  FileUrl: looseText,
  FileId: looseText,
  MetaData: looseObject({ Width: looseNumber, Height: looseNumber }),
});

/** `AigcImageTask`: a member of a task's detail, and the content of an event. Only what is read. */
export const imageTaskSchema = v.object({
  TaskId: looseText,
  Status: looseText,
  ErrCode: looseNumber,
  ErrCodeExt: looseText,
  Message: looseText,
  Progress: looseNumber,
  Input: looseObject({ ModelName: looseText }),
  Output: looseObject({ FileInfos: v.optional(v.unknown()) }),
  SessionId: looseText,
  SessionContext: looseText,
});

/** The answer of `DescribeTaskDetail`. About 38 further members are there for other kinds of tasks, all of them null. */
export const taskDetailSchema = v.object({
  TaskType: looseText,
  Status: looseText,
  CreateTime: looseText,
  FinishTime: looseText,
  AigcImageTask: looseObject(imageTaskSchema.entries),
});

/** What is read of a task's detail. */
export type TaskDetail = v.InferOutput<typeof taskDetailSchema>;
