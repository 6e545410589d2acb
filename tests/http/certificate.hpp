#pragma once

#include <filesystem>
#include <string>

namespace switchboard::testing {

/// A key and a certificate for `localhost` that signs itself, in files that go with the object.
class test_certificate {
public:
  test_certificate();
  ~test_certificate();
  test_certificate(const test_certificate&) = delete;
  test_certificate& operator=(const test_certificate&) = delete;

  std::string certificate_file() const { return (folder_ / "certificate.pem").string(); }
  std::string key_file() const { return (folder_ / "key.pem").string(); }

private:
  std::filesystem::path folder_;
};

} // namespace switchboard::testing
