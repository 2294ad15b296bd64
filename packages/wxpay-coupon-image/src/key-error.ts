import { ConfigurationError } from '@x/core';
import { PROVIDER } from './provider-id.ts';

/** Says which setting is wrong and what is wrong with it; never shows the value. */
export function keyError(setting: string, words: string): ConfigurationError {
  return new ConfigurationError(`${PROVIDER}: ${setting}: ${words}`, { provider: PROVIDER });
}
