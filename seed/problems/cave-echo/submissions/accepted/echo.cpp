#include <bits/stdc++.h>
using namespace std;

unordered_map<TreeNode<int>*, TreeNode<int>*> best;

pair<int, int> measure(TreeNode<int>* chamber) {
    if (!chamber) return {0, 0};
    auto left = measure(chamber->left), right = measure(chamber->right);
    best[chamber] = right > left ? chamber->right : chamber->left;
    auto [length, sum] = max(left, right);
    return {length + 1, sum + chamber->value};
}

vector<int> deepestEcho(TreeNode<int>* cave) {
    measure(cave);
    vector<int> way;
    for (; cave; cave = best[cave]) way.push_back(cave->value);
    return way;
}
