#include <utility>

#include "tiersim/language.hpp"

namespace tiersim {

void Places::put(const std::string& path, Place place) { places_[path] = std::move(place); }

void Places::erase(const std::string& path) {
  places_.erase(path);
  const auto first = places_.lower_bound(path + '.');
  const auto last = places_.lower_bound(path + static_cast<char>('.' + 1));
  places_.erase(first, last);
}

bool Places::contains(const std::string& path) const { return places_.contains(path); }

Place Places::find(std::string path) const {
  while (true) {
    if (const auto found = places_.find(path); found != places_.end()) return found->second;
    const std::size_t dot = path.rfind('.');
    if (dot == std::string::npos) break;
    path.resize(dot);
  }
  const auto root = places_.find("");
  return root == places_.end() ? Place{} : root->second;
}

}  // namespace tiersim
