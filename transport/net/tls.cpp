#include "transport/net/tls.hpp"

#include <openssl/err.h>
#include <sys/stat.h>

#include <csignal>
#include <stdexcept>

namespace switchboard::net {

namespace {

[[noreturn]] void fail(const std::string& what) {
  const auto code = ERR_peek_last_error();
  const char* const reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  ERR_clear_error();
  throw std::runtime_error{what + ": " + (reason != nullptr ? reason : "unusable")};
}

/// Its owner alone may read the key; the group too if it is root's, as Debian's `ssl-cert` does.
void require_private(const std::string& key_file) {
  struct stat status {};
  if (::stat(key_file.c_str(), &status) != 0) return; // Whoever reads it says so better.
  const auto open_to = status.st_mode & (status.st_uid == 0 ? 037U : 077U);
  if (open_to == 0) return;
  throw std::runtime_error{"the private key in " + key_file
                           + " may be read or changed by others: chmod 600 " + key_file};
}

} // namespace

tls_context::tls_context(const std::string& certificate_file, const std::string& key_file)
    : context_{SSL_CTX_new(TLS_server_method())} {
  if (!context_) fail("cannot set up TLS");
  SSL_CTX* const context = context_.get();
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  // Of TLS 1.2 those suites alone whose keys nobody can find out later, and that authenticate what
  // they encrypt; 1.3 has no others.
  if (SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") != 1)
    fail("cannot choose the ciphers of TLS");
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION
                                   | SSL_OP_CIPHER_SERVER_PREFERENCE);
  // An idle connection gives its record buffers back, and a write that the socket cut short is
  // tried again from wherever its bytes are by then.
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE
                                | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  require_private(key_file);
  if (SSL_CTX_use_certificate_chain_file(context, certificate_file.c_str()) != 1)
    fail("cannot use the certificate in " + certificate_file);
  if (SSL_CTX_use_PrivateKey_file(context, key_file.c_str(), SSL_FILETYPE_PEM) != 1)
    fail("cannot use the private key in " + key_file);
  if (SSL_CTX_check_private_key(context) != 1)
    fail("the private key in " + key_file + " does not belong to " + certificate_file);
  // OpenSSL writes to sockets without MSG_NOSIGNAL: a peer that is gone must not end the process.
  std::signal(SIGPIPE, SIG_IGN);
}

} // namespace switchboard::net
