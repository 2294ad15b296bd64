import { UsageError } from '../options.ts';
import { type Environment, readVariable } from './environment.ts';

/** What the services of Tencent share: notations of model and size, two sites. */

/** `GEM/3.0` as name and version. */
export function splitModel(model: string): { readonly modelName: string; readonly modelVersion: string | undefined } {
  const slash = model.indexOf('/');
  if (slash === -1) return { modelName: model, modelVersion: undefined };
  return { modelName: model.slice(0, slash), modelVersion: model.slice(slash + 1) };
}

/**
 * For a service that takes no model without its version.
 *
 * @throws UsageError
 */
export function checkVersion(model: string): void {
  if (splitModel(model).modelVersion?.trim()) return;
  throw new UsageError(`--model '${model}': write it with its version, as in GEM/3.0`);
}

/** A size by its notation: a ratio (`16:9`), pixels (`1024x768`, which some models take) or a word (`2K`). */
export function splitResolution(resolution: string | undefined): {
  readonly aspectRatio?: string;
  readonly size?: string;
  readonly resolution?: string;
} {
  if (resolution === undefined) return {};
  if (/^\d+:\d+$/.test(resolution)) return { aspectRatio: resolution };
  return /^\d+[x*]\d+$/.test(resolution) ? { size: resolution } : { resolution };
}

/**
 * The two clouds of Tencent, with accounts and keys of their own.
 *
 * @throws UsageError
 */
export function readSite(env: Environment, name: string): 'intl' | 'mainland' {
  const site = readVariable(env, name) ?? 'intl';
  if (site === 'intl' || site === 'mainland') return site;
  throw new UsageError(`${name} must be intl or mainland`);
}

/** Where a product of a site is. */
export function siteAddress(product: 'mps' | 'vod', site: 'intl' | 'mainland'): string {
  return `https://${product}.${site === 'intl' ? 'intl.' : ''}tencentcloudapi.com`;
}
