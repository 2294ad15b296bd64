/** The service's answer about a task. */
export function taskDetail(Status: string, members: object = {}): object {
  return {
    TaskType: 'AigcImageTask',
    Status,
    CreateTime: '2026-01-01T00:00:00Z',
    FinishTime: '0000-00-00T00:00:00Z',
    AigcVideoTask: null,
    AigcImageTask: { Status, ErrCode: 0, ErrCodeExt: '', Message: '', Output: { FileInfos: [] }, ...members },
  };
}

/** Of one that has a picture. */
export function doneDetail(url: string): object {
  const file = { FileUrl: url, FileId: '', StorageMode: 'Temporary', ExpireTime: '' };
  return taskDetail('FINISH', { Output: { FileInfos: [file] } });
}

/** Of one that failed: FINISH all the same. */
export function failedDetail(Message: string): object {
  return taskDetail('FINISH', { ErrCode: 70000, ErrCodeExt: 'InternalError', Message });
}
