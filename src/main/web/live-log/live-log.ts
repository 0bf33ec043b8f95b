import type { Filter } from "../log/filter.ts";
import type { TimeStyle } from "../log/time.ts";
import type { LogStatus } from "./status.ts";

/** What the tool bar knows of the element; the element itself comes with its own branch. */
export abstract class LiveLog extends HTMLElement {
  abstract src: string;
  abstract wrap: boolean;
  abstract times: TimeStyle;
  abstract find: Filter | undefined;
  abstract readonly status: LogStatus;
  abstract readonly selection: { readonly from: number; readonly to: number } | undefined;
  abstract follow(): void;
  abstract toStart(): void;
  abstract goToLine(number: number): void;
  abstract goToTime(instant: string): Promise<boolean>;
  abstract goTo(id: string): void;
  abstract select(from: number, to: number): void;
  abstract clearSelection(): void;
  abstract nextMatch(): Promise<boolean>;
  abstract previousMatch(): Promise<boolean>;
  abstract move(rows: number): void;
  abstract text(): Promise<string>;
}
