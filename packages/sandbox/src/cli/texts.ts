import type { Sandbox } from '../sandbox.ts';
import { supportedFaults } from '../services/services.ts';

const possible = Object.values(supportedFaults).flatMap((operations) => Object.values(operations).flat());

/** Text of `--help`, within 80 columns. */
export const helpText = `Usage: npx @x/sandbox [options]

Plays image-generation services on 127.0.0.1, for development and tests.

  --port PORT            port to listen on, 0 for any free one (4010)
  --seed INTEGER         keys, ids and pictures follow from it (1)
  --task-duration-ms MS  how long every task takes (6 to 10 seconds)
  --fault FAULT          what shall go wrong; can be repeated
  -h, --help             this text
  -v, --version          the version

FAULT is NAME[:OPERATION][:NTH or PERCENT%], such as html:submit,
rate-limit:query:3 or latency:20%. OPERATION is submit, query or download.
Names:
${columns([...new Set(possible)], 78)}
`;

/** Text of a sandbox that is ready, within 80 columns: the exports can be pasted into a shell. */
export function startText({ url, settings: { tensorslab } }: Sandbox): string {
  return `Sandbox ready at ${url}

  # TensorsLab
  export TENSORSLAB_API_KEY=${tensorslab.apiKey}
  export TENSORSLAB_BASE_URL=${tensorslab.baseUrl}

Press Ctrl-C to stop.
`;
}

function columns(words: readonly string[], width: number): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`  ${word}`);
  }
  return lines.join('\n');
}
