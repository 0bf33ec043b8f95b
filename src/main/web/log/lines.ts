/** A line that cannot be read: it is no JSON, or too long. */
export class LineError extends Error {
  override readonly name = "LineError";
}

/** Takes bytes as they come, and gives the objects of the lines that they complete. */
export interface LineParser {
  /**
   * @throws LineError if a line is no JSON or longer than a line may be
   */
  push(bytes: Uint8Array): unknown[];

  /** Whether a line has begun and not ended: what came was cut there. */
  readonly withinLine: boolean;
}

/** More than any line that the server sends: a message has at most 1 MiB of UTF-16 units. */
const MAX_BYTES = 4 * 1024 * 1024;

const LINE_FEED = 10;

/**
 * Parses NDJSON however it is cut, also within a character. What is kept is at
 * most one line; empty lines are passed over; bytes that are no UTF-8 become
 * U+FFFD.
 */
export function lineParser(maxBytes: number = MAX_BYTES): LineParser {
  const decoder = new TextDecoder();
  let begun: Uint8Array[] = [];
  let begunBytes = 0;
  let number = 0;

  function parse(bytes: Uint8Array, out: unknown[]): void {
    number++;
    const text = decoder.decode(bytes).trim();
    if (text === "") {
      return;
    }
    try {
      out.push(JSON.parse(text));
    } catch {
      throw new LineError(`line ${number} is no JSON: ${text.slice(0, 100)}`);
    }
  }

  function keep(bytes: Uint8Array): void {
    begunBytes += bytes.length;
    if (begunBytes > maxBytes) {
      throw new LineError(`line ${number + 1} is longer than ${maxBytes} bytes`);
    }
    if (bytes.length > 0) {
      begun.push(bytes);
    }
  }

  return {
    push(bytes) {
      const out: unknown[] = [];
      let from = 0;
      for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
        keep(bytes.subarray(from, end));
        const line = begun.length === 1 ? begun[0] : joined(begun, begunBytes);
        begun = [];
        begunBytes = 0;
        parse(line, out);
        from = end + 1;
      }
      // A copy, since whoever gave the bytes may use their buffer again.
      keep(bytes.slice(from));
      return out;
    },
    get withinLine() {
      return begunBytes > 0;
    },
  };
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
