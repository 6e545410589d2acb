#pragma once

#include "tests/simulation/chance.hpp"
#include "tests/simulation/errand.hpp"
#include "tests/simulation/node.hpp"
#include "tests/simulation/oracle.hpp"
#include "tests/simulation/trace.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace switchboard::simulation {

/// Where clients meet the server: takes their commands there, sometimes twice, and shows every
/// answer to the oracle before the client gets it.
class front {
public:
  front(chance& random, const fake_time& time, oracle& watching, trace& told)
      : random_{random}, time_{time}, watching_{watching}, told_{told} {}

  /// The server runs, for the first time or again.
  void open(node& server) { server_ = &server; }
  /// The server is gone, and with it whatever answer was still to come.
  void close();

  node& server() { return *server_; }

  errand_ptr send(std::string what, stream_id to, command body, std::string actor);
  void ask(const errand_ptr& wanted);

  /// How many answers are still to come.
  std::size_t open_askings() const { return open_askings_.size(); }

private:
  struct letter {
    errand_ptr of;
    asking when;
  };

  void take(std::uint64_t number, const outcome& answer);
  void tell_answer(const errand& asked, const outcome& answer);

  chance& random_;
  const fake_time& time_;
  oracle& watching_;
  trace& told_;
  node* server_ = nullptr;
  std::uint64_t last_errand_ = 0;
  std::uint64_t last_letter_ = 0;
  std::map<std::uint64_t, letter> open_askings_;
};

} // namespace switchboard::simulation
