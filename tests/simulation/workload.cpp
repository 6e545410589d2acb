#include "tests/simulation/workload.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace switchboard::simulation {

workload load_workload(const std::string& path) {
  std::ifstream file{path};
  if (!file) throw std::runtime_error{path + ": cannot be read"};
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  return json::read_as<workload>(json::parse(text), path);
}

} // namespace switchboard::simulation
