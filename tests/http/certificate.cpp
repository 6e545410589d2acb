#include "tests/http/certificate.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdlib.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace switchboard::testing {

namespace {

template <auto free_it>
struct freed_by {
  template <class T>
  void operator()(T* it) const {
    free_it(it);
  }
};

using file = std::unique_ptr<std::FILE, freed_by<&std::fclose>>;

} // namespace

test_certificate::test_certificate() {
  std::string pattern = (std::filesystem::temp_directory_path() / "switchboard-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"no temporary folder"};
  folder_ = pattern;

  const std::unique_ptr<EVP_PKEY, freed_by<&EVP_PKEY_free>> key{EVP_EC_gen("P-256")};
  const std::unique_ptr<X509, freed_by<&X509_free>> certificate{X509_new()};
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* const name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_sign(certificate.get(), key.get(), EVP_sha256());

  const file key_out{std::fopen(key_file().c_str(), "w")};
  const file certificate_out{std::fopen(certificate_file().c_str(), "w")};
  if (PEM_write_PrivateKey(key_out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1
      || PEM_write_X509(certificate_out.get(), certificate.get()) != 1)
    throw std::runtime_error{"cannot write the certificate"};
  std::filesystem::permissions(key_file(), std::filesystem::perms::owner_read);
}

test_certificate::~test_certificate() { std::filesystem::remove_all(folder_); }

} // namespace switchboard::testing
