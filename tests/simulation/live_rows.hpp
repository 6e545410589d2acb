#pragma once

#include "events/log/event_log.hpp"
#include "projections/projection_file.hpp"
#include "tests/simulation/chance.hpp"

#include <cstdint>
#include <memory>

namespace switchboard::simulation {

/// The read models of a simulated system, kept while it lives as a server keeps them: some events a
/// transaction, in a file that is opened anew when the server dies. A thread has one at a time.
class live_rows {
public:
  /// Where one transaction ends and the next begins follows from the seed.
  live_rows(const event_log& log, std::uint64_t seed);

  /// Takes what the log has accepted, once it is enough for a transaction.
  void follow();
  /// What is in memory is lost; the file is opened anew when it is needed.
  void crash() { file_.reset(); }
  /// Throws `broken` if a row is not what folding the whole log once gives.
  void compare();

private:
  void take();

  const event_log& log_;
  chance seams_;
  std::uint64_t next_seam_ = 0;
  std::unique_ptr<projections::projection_file> file_;
};

} // namespace switchboard::simulation
