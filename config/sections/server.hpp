#pragma once

#include "config/setting.hpp"

#include <tuple>

namespace switchboard::config {

/// Where the server listens and where its data is.
struct server_settings {
  endpoint listen{"127.0.0.1", 8000};
  endpoint listen_tls;
  std::string tls_certificate;
  std::string tls_key;
  std::string data = "./data";
  std::vector<std::string> allowed_origins;
  std::vector<std::string> trusted_proxies;
  std::string web;
  bool metrics = false;
  std::int64_t threads = 0;
  std::string node = "switchboard";

  static constexpr auto fields() {
    using self = server_settings;
    return std::tuple{
        setting{"listen", &self::listen,
                "The address that serves http and ws; empty serves TLS only. Port 0 is any free "
                "port.",
                allowed{}, "--listen"},
        setting{"listen_tls", &self::listen_tls,
                "The address that serves https and wss; empty is none. Needs `tls_certificate` and "
                "`tls_key`."},
        setting{"tls_certificate", &self::tls_certificate,
                "The file with the certificate chain, in PEM."},
        setting{"tls_key", &self::tls_key, "The file with the certificate's private key, in PEM."},
        setting{"data", &self::data,
                "The folder of the event log, the credentials and the keys. It is made when it is "
                "not there.",
                allowed{}, "--data"},
        setting{
            "allowed_origins", &self::allowed_origins,
            "Web origins, such as `https://app.example.org`, whose pages may call the API and "
            "open sockets. The server's own origin may under an IP address or `localhost`; under "
            "any other name it must stand here."},
        setting{
            "trusted_proxies", &self::trusted_proxies,
            "Addresses and networks, such as `10.0.0.0/8`, of reverse proxies whose `Forwarded` "
            "or `X-Forwarded-For`, `-Proto` and `-Host` are believed."},
        setting{"web", &self::web,
                "The folder with the web app's `app` and `client`; empty looks for a folder `web` "
                "beside the program and above it. Its files are read at the start."},
        setting{"metrics", &self::metrics,
                "Whether `/metrics` tells counts and levels, in the format of Prometheus, to "
                "whoever asks."},
        setting{"threads", &self::threads,
                "How many threads serve connections; 0 is one for each core that it may use.",
                between(0, 256)},
        setting{"node", &self::node,
                "The name of this server in the events about its connections. Each server of one "
                "log needs a name of its own."}};
  }
};

} // namespace switchboard::config
