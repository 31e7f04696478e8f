const words = {
  pending: "Waits for its turn",
  running: "In progress",
  succeeded: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
};

async function ask() {
  let seconds = 10;
  try {
    const response = await fetch(`${location.pathname}/lifecycle`);
    if (response.ok) {
      const { phase, partial, progress, done, retryAfter } = await response.json();
      show(partial ? "Done, but parts failed" : (words[phase] ?? "In progress"), progress);
      if (done) return;
      seconds = retryAfter;
    } else if (response.status < 500) {
      show("There is no such job, or you are not signed in.");
      return;
    }
  } catch {
    // The network is gone: keep what is shown and ask again.
  }
  setTimeout(ask, seconds * 1000);
}

function show(text, progress) {
  document.getElementById("phase").textContent = text;
  const bar = document.getElementById("progress");
  bar.hidden = progress === undefined;
  if (progress !== undefined) bar.value = progress;
}

ask();
