#include "tiersim/problem.hpp"

#include <utility>

#include "sim/suggest.hpp"

namespace tiersim {
namespace {

std::string to_text(const Place& place) {
  std::string text = place.file;
  if (place.line == 0) return text;
  text += ':';
  text += std::to_string(place.line);
  if (place.column == 0) return text;
  text += ':';
  text += std::to_string(place.column);
  return text;
}

std::string all_lines(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    if (!text.empty()) text += '\n';
    text += to_text(problem);
  }
  return text;
}

}  // namespace

std::string to_text(const Problem& problem) {
  std::string text = to_text(problem.place);
  if (!text.empty()) text += ": ";
  text += "error: " + problem.what;
  if (!problem.why.empty()) text += " (" + problem.why + ")";
  if (!problem.suggestion.empty()) text += "; " + problem.suggestion;
  return escaped(text);
}

BadInput::BadInput(std::vector<Problem> problems)
    : std::runtime_error{all_lines(problems)}, problems_{std::move(problems)} {}

}  // namespace tiersim
