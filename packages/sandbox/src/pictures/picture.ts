/** A picture that a task will show: what it needs to be drawn when somebody first downloads it. */
export interface Picture {
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** What was asked for; written large. */
  readonly caption: string;
  /** What made it, such as the model; written small. */
  readonly label: string;
  /** Which picture of which task; written small. */
  readonly mark: string;
  /** Decides the colours and shapes. */
  readonly seed: string;
  /** `#rrggbb`; fills what is otherwise the sky. */
  readonly background?: string | undefined;
}
