/**
 * Where a line stands in a log: the log's incarnation, and the line's number
 * from 1 (0 stands before the first line). Numbers have no holes.
 */
export interface EventId {
  readonly epoch: number;
  readonly sequence: number;
}

const PATTERN = /^(\d{1,18})-(\d{1,18})$/;

/** The id that `<epoch>-<sequence>` stands for, or nothing if the text is none. */
export function parseEventId(text: string): EventId | undefined {
  const parts = PATTERN.exec(text);
  if (parts === null) {
    return undefined;
  }
  const epoch = Number(parts[1]);
  const sequence = Number(parts[2]);
  return Number.isSafeInteger(epoch) && Number.isSafeInteger(sequence) ? { epoch, sequence } : undefined;
}

/** The id as the server writes it. */
export function formatEventId(epoch: number, sequence: number): string {
  return `${epoch}-${sequence}`;
}
