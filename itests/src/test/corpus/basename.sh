basename /a/b/c.txt .txt; basename /; basename a/
dirname /a/b/c.txt; dirname a; dirname /a
