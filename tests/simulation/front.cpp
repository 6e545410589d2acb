#include "tests/simulation/front.hpp"

#include "actors/fingerprint.hpp"

namespace switchboard::simulation {

namespace {

constexpr std::int64_t asked_twice_permille = 80;

std::string words_of(const outcome& answer) {
  if (const auto* refused = std::get_if<rejection>(&answer))
    return std::string{"no, "} + boost::describe::enum_to_string(refused->code, "?") + ": "
           + refused->message;
  const auto seq =
      std::visit([](const auto& of_kind) { return of_kind.seq; }, std::get<reply>(answer));
  return "yes, #" + std::to_string(seq);
}

bool is_put_off(const outcome& answer) {
  const auto* refused = std::get_if<rejection>(&answer);
  return refused && refused->code == reject_code::unavailable;
}

} // namespace

void front::close() {
  server_ = nullptr;
  for (auto& [number, each] : open_askings_)
    --each.of->open;
  open_askings_.clear();
}

errand_ptr front::send(std::string what, stream_id to, command body, std::string actor) {
  auto wanted = std::make_shared<errand>();
  wanted->what = std::move(what);
  wanted->to = std::move(to);
  wanted->body = std::move(body);
  wanted->command_id = "c" + std::to_string(++last_errand_);
  wanted->actor = std::move(actor);
  ask(wanted);
  if (random_.happens(asked_twice_permille)) ask(wanted);
  return wanted;
}

void front::ask(const errand_ptr& wanted) {
  if (told_.is_read())
    told_.tell(wanted->command_id + ' ' + wanted->what + ": " + wanted->actor + " asks "
               + to_string(wanted->to));
  const auto number = ++last_letter_;
  watching_.follow();
  open_askings_[number] = {wanted, {watching_.seen().seq_of(wanted->to), time_.last_moment()}};
  ++wanted->open;
  server_->running().ask({wanted->to, wanted->body, wanted->command_id, "", "", wanted->actor,
                          [this, number](const outcome& answer) { take(number, answer); },
                          fingerprint_of(wanted->to, wanted->body)});
}

void front::take(std::uint64_t number, const outcome& answer) {
  if (!server_) return; // It speaks from the grave.
  const auto found = open_askings_.find(number);
  if (found == open_askings_.end()) return watching_.complain("an answer was given twice");
  const auto [asked, when] = std::move(found->second);
  open_askings_.erase(found);
  tell_answer(*asked, answer);
  watching_.judge(*asked, when, answer);
  --asked->open;
  if (is_put_off(answer)) return;
  asked->is_answered = true;
  asked->is_refused = std::holds_alternative<rejection>(answer);
}

void front::tell_answer(const errand& asked, const outcome& answer) {
  told_.mix(asked.command_id);
  told_.mix(answer.index());
  if (told_.is_read()) told_.tell(asked.command_id + ' ' + asked.what + ": " + words_of(answer));
}

} // namespace switchboard::simulation
