import type { TensorsLabSandboxSettings } from './services/tensorslab/tensorslab-settings.ts';

/** Settings for the client of each service, by the name of its factory. */
export interface SandboxSettings {
  /** For `createTensorsLab`. */
  readonly tensorslab: TensorsLabSandboxSettings;
}
