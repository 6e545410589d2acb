#pragma once

#include "transport/http/problem.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <utility>

namespace switchboard::http {

/// The duty to answer: may be copied and called from any thread, and only the first answer counts.
/// When the last copy goes unanswered, it answers by itself that the server was not able to.
template <class Answer>
class answer_once {
public:
  explicit answer_once(std::function<void(Answer)> deliver)
      : duty_{std::make_shared<duty>(std::move(deliver))} {}

  void operator()(Answer answer) const { duty_->fulfil(std::move(answer)); }

private:
  class duty {
  public:
    explicit duty(std::function<void(Answer)> deliver) : deliver_{std::move(deliver)} {}
    duty(const duty&) = delete;
    duty& operator=(const duty&) = delete;
    ~duty() { fulfil(problem{503, "unavailable", "The server could not answer this; try again."}); }

    void fulfil(Answer answer) {
      if (!is_answered_.test_and_set()) deliver_(std::move(answer));
    }

  private:
    std::atomic_flag is_answered_;
    std::function<void(Answer)> deliver_;
  };

  std::shared_ptr<duty> duty_;
};

} // namespace switchboard::http
