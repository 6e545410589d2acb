#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>

namespace switchboard::net {

/// The certificate that a listener shows, and the rules for talking TLS: version 1.2 or newer.
/// Throws `std::runtime_error` with one line that names the file which cannot be used.
class tls_context {
public:
  tls_context(const std::string& certificate_file, const std::string& key_file);

  SSL_CTX* get() const { return context_.get(); }

private:
  struct free_context {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };

  std::unique_ptr<SSL_CTX, free_context> context_;
};

} // namespace switchboard::net
