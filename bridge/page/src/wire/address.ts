/** Address of the show, and the token that lets this page in. */

export interface Address {
  readonly socket: string;
  /** From the address's fragment, which browsers send to nobody. */
  readonly token: string;
}

export function addressOf(location: Pick<Location, "protocol" | "host" | "hash">): Address {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const token = new URLSearchParams(location.hash.replace(/^#/, "")).get("token") ?? "";
  return { socket: `${scheme}//${location.host}/ws`, token };
}
