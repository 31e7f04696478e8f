import type { InvocationRecord, State } from "../record.ts";
import { Notice } from "./parts.tsx";
import { durationText, timeText } from "./text.ts";

/** The requests that an invocation sent to ICE. */
export function Requests({ record, state }: { readonly record: InvocationRecord; readonly state: State }) {
  if (record.requests.length === 0)
    return (
      <Notice title="No requests to ICE">
        {state.target === "ice"
          ? "With the real ICE, single requests are not visible here."
          : "The function asked ICE for nothing."}
      </Notice>
    );
  return (
    <div>
      <table>
        <thead>
          <tr>
            <th>Time</th>
            <th>Operation</th>
            <th>Status</th>
            <th>State</th>
            <th>Took</th>
            <th>Fault</th>
            <th>ICE’s request ID</th>
          </tr>
        </thead>
        <tbody>
          {record.requests.map((request) => (
            <tr key={request.number} class={request.fault === undefined ? "" : "planted"}>
              <td class="numbers">{timeText(request.began)}</td>
              <td>{request.operation}</td>
              <td>
                {request.ended === undefined
                  ? "under way"
                  : `${request.status || "none"} ${request.code ?? ""}`}
              </td>
              <td>{request.state ?? ""}</td>
              <td class="numbers">
                {request.ended === undefined ? "" : durationText(request.ended - request.began)}
              </td>
              <td>{request.fault ?? ""}</td>
              <td>
                <code>{request.requestId ?? ""}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
