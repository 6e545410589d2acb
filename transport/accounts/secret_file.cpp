#include "transport/accounts/secret_file.hpp"

#include "transport/accounts/private_file.hpp"
#include "transport/accounts/token_key.hpp"

#include <fstream>
#include <string>

namespace switchboard {

secret load_secret_line(const std::filesystem::path& path, std::string_view setting,
                        std::string_view what) {
  try {
    if (!is_private_file(path))
      throw key_error{path.string() + ": there is no such file; " + std::string{setting}
                      + " names it"};
  } catch (const private_file_error& error) {
    throw key_error{error.what()};
  }
  std::ifstream file{path};
  std::string line;
  if (!std::getline(file, line) || line.empty())
    throw key_error{path.string() + ": holds no secret; its first line must be "
                    + std::string{what}};
  return secret{std::move(line)};
}

} // namespace switchboard
