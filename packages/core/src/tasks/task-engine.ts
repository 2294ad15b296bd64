import type { Transport } from '../requests/transport.ts';
import type { TaskDefinition } from './task-definition.ts';
import type { TaskEntries } from './task-entries.ts';

/** What querying and waiting for one client's tasks share. */
export interface TaskEngine<Output, Raw> {
  readonly transport: Transport;
  readonly definition: Pick<TaskDefinition<never, Output, Raw>, 'query' | 'typicalDurationMs'>;
  readonly entries: TaskEntries<Output, Raw>;
}
