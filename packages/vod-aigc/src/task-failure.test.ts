import { describe, expect, test } from 'vitest';
import { toFailure } from './task-failure.ts';

describe('the kind of a failure', () => {
  // All that the service's pages, its models and clients in the wild name.
  test.each([
    ['InvalidParameter.VoilationContent', 'content-policy'],
    ['InvalidParameter.ViolationContent', 'content-policy'],
    ['ContentModerationFailed', 'content-policy'],
    ['RequestLimitExceeded', 'capacity'],
    ['ResourceInsufficient', 'capacity'],
    ['FailedOperation', 'capacity'],
    ['TaskTimeout', 'capacity'],
    ['InvalidParameter', 'invalid-input'],
    ['InvalidParameterValue', 'invalid-input'],
    ['InvalidParameter.MediaFormat', 'invalid-input'],
    ['OperationCanceled', 'cancelled'],
    ['InternalError', 'unknown'],
    ['ModelGenerateFailed', 'unknown'],
    ['ResourceNotFound', 'unknown'],
    ['SomethingNew', 'unknown'],
  ])('%s is %s', (ErrCodeExt, kind) => {
    expect(toFailure({ ErrCode: 70000, ErrCodeExt, Message: 'in words' })).toEqual({
      kind,
      code: ErrCodeExt,
      message: 'in words',
    });
  });

  test.each([
    [40000, 'invalid-input'],
    [60000, 'invalid-input'],
    [70000, 'unknown'],
  ])('of the number %i alone is %s', (ErrCode, kind) => {
    expect(toFailure({ ErrCode, ErrCodeExt: '', Message: '' })).toMatchObject({ kind, code: String(ErrCode) });
  });

  test('is that of the code which the message quotes, where its own says nothing', () => {
    const quoting = (code: string): string => `CreateAigcImageTask process return rsp err:{${code} in words`;
    const failure = (ErrCodeExt: string, code: string): string =>
      toFailure({ ErrCode: 70000, ErrCodeExt, Message: quoting(code) }).kind;
    expect(failure('InternalError', 'InvalidParameter.VoilationContent')).toBe('content-policy');
    expect(failure('', 'RequestLimitExceeded')).toBe('capacity');
    expect(failure('OperationCanceled', 'RequestLimitExceeded')).toBe('cancelled');
    expect(failure('InternalError', 'InternalError')).toBe('unknown');
  });

  test('is never guessed from words', () => {
    const Message = 'Your request was blocked by our moderation system: RequestLimitExceeded';
    expect(toFailure({ ErrCode: 70000, ErrCodeExt: 'InternalError', Message }).kind).toBe('unknown');
  });

  test('has words, even where the service has none', () => {
    expect(toFailure({ ErrCode: 70000 })).toEqual({ kind: 'unknown', code: '70000', message: 'the task failed 70000' });
    expect(toFailure({})).toEqual({ kind: 'unknown', message: 'the task failed' });
  });
});
