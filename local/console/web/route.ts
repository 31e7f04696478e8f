import { useEffect, useState } from "preact/hooks";

export const views = ["call", "activity", "jobs", "faults"] as const;
export type View = (typeof views)[number];

/** What the address says: a view and the ID of what is chosen in it, never a parameter's value. */
export interface Route {
  readonly view: View;
  readonly id: string;
}

/** The address of a view, or of something chosen in it. */
export const addressOf = (view: View, id = "") => `#/${view}${id && `/${encodeURIComponent(id)}`}`;

function read(): Route {
  const [, view = "", id = ""] = location.hash.split("/");
  const known = views.find((each) => each === view);
  return { view: known ?? "activity", id: known ? decode(id) : "" };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

const same = (known: Route, next: Route) => (known.view === next.view && known.id === next.id ? known : next);

export function useRoute(): Route {
  const [route, set] = useState(read);
  useEffect(() => {
    const follow = () => set((known) => same(known, read()));
    addEventListener("hashchange", follow);
    // It may have changed before this ran.
    follow();
    return () => removeEventListener("hashchange", follow);
  }, []);
  return route;
}

export function go(view: View, id = ""): void {
  location.hash = addressOf(view, id);
}
