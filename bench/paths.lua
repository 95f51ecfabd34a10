-- wrk asks for the lines of the file PATHS in turn; METHOD and BODY (%d becomes a number) are for writes, TOKEN and
-- CSRF come from a signed-in session.
local paths, at, made = {}, 0, 0
local method = os.getenv("METHOD") or "GET"
local body = os.getenv("BODY")
local headers = {}
if os.getenv("TOKEN") then headers["Authorization"] = "Bearer " .. os.getenv("TOKEN") end
if body then headers["Content-Type"] = "application/json" end
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end

function request()
  at = at % #paths + 1
  made = made + 1
  return wrk.format(method, paths[at], headers, body and string.gsub(body, "%%d", tostring(made)) or nil)
end

function done(summary, latency)
  local bad = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write
    + summary.errors.timeout
  local rate = summary.requests / (summary.duration / 1e6)
  print(string.format("%9.0f/s   p50 %9.3f ms   p99 %9.3f ms   max %9.3f ms   not 2xx or failed: %d", rate,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000, bad))
end
