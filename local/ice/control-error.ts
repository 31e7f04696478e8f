/**
 * A control request is refused; the message says what is wrong with it.
 * @example
 * await expect(cloud.plantFault({ fault: "storm" })).rejects.toThrow(ControlError);
 */
export class ControlError extends Error {
  override readonly name = "ControlError";
  /** HTTP status. */
  readonly status: number;

  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}
