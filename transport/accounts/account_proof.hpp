#pragma once

#include "transport/accounts/account_jobs.hpp"

#include <memory>
#include <utility>

namespace switchboard {

template <class Value, class Work>
void accounts::proved(password_proof shown, const client& from, timestamp now, on_reply<Value> done,
                      Work work) {
  prove(std::move(shown), from, now,
        [this, done, work = std::move(work)](account_reply<account> checked) {
          if (auto* fault = std::get_if<refusal>(&checked)) return done(std::move(*fault));
          run_in(storing_, done,
                 [this, work, found = std::get<account>(checked)]() -> account_reply<Value> {
                   if (!is_password_still_of(found)) return wrong_password();
                   return work(found);
                 });
        });
}

} // namespace switchboard
