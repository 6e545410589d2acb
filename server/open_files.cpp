#include "server/open_files.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <string>

namespace switchboard::server {

namespace {

/// The log, the read models, the credentials and what the libraries keep open.
constexpr rlim_t files_beside_connections = 256;

} // namespace

void allow_open_files(const config::settings& all, people_log& people) {
  const auto needed = static_cast<rlim_t>(all.limits.connections) + files_beside_connections;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= needed) return;
  limit.rlim_cur = std::min(needed, limit.rlim_max);
  ::setrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur >= needed) return;
  people.warn("too_few_open_files",
              {{"limits.connections", std::to_string(all.limits.connections)},
               {"open_files", std::to_string(limit.rlim_cur)},
               {"remedy", "raise the hard limit (ulimit -Hn) or lower limits.connections"}});
}

} // namespace switchboard::server
