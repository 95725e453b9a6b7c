#include "tiersim/files.hpp"

#include <vector>

#include "sim/suggest.hpp"

namespace tiersim {
namespace {

/// One step into a path. `..` takes the step before back, except where there is none to take.
void step(std::vector<std::string_view>& steps, std::string_view next, bool absolute) {
  if (next.empty() || next == ".") return;
  const bool goes_up = next == "..";
  if (goes_up && !steps.empty() && steps.back() != "..") {
    steps.pop_back();
  } else if (!goes_up || !absolute) {
    steps.push_back(next);
  }
}

std::string without_dots(std::string_view path) {
  const bool absolute = path.starts_with('/');
  const bool is_empty = path.empty();
  std::vector<std::string_view> steps;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    step(steps, path.substr(0, slash), absolute);
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  }
  std::string text = absolute ? "/" : "";
  for (const std::string_view one : steps) {
    if (!text.empty() && text.back() != '/') text += '/';
    text += one;
  }
  return text.empty() && !is_empty ? "." : text;
}

}  // namespace

// By the text alone: nothing is looked up on the disk. Dots are folded so that one file has one
// name, by which a file that extends itself is noticed.
std::string resolve(std::string_view from, std::string_view path) {
  if (path.starts_with('/')) return without_dots(path);
  const std::size_t slash = from.rfind('/');
  const std::string_view folder =
      slash == std::string_view::npos ? std::string_view{} : from.substr(0, slash + 1);
  return without_dots(std::string{folder} + std::string{path});
}

std::string suggest_file(const FileContent& content, std::string_view written) {
  if (content.near.empty()) return "";
  const std::size_t slash = written.rfind('/');
  const std::size_t folder = slash == std::string_view::npos ? 0 : slash + 1;
  return "did you mean " + in_quotes(std::string{written.substr(0, folder)} + content.near) + "?";
}

}  // namespace tiersim
