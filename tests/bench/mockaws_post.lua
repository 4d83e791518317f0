-- mockaws_post: for wrk, the request that mockaws_sign.py wrote into the file $REQUEST.
local file = assert(io.open(os.getenv("REQUEST"), "r"))
for line in file:lines() do
    if line == "" then break end
    local name, value = line:match("^([^:]+): (.*)$")
    wrk.headers[name] = value
end
wrk.method = "POST"
wrk.body = file:read("a")
file:close()

-- One line for the table: requests/s, p99 in microseconds, replies that were no 200.
function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format("RESULT %.0f %d %d\n", summary.requests / (summary.duration / 1e6),
        latency:percentile(99), errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
