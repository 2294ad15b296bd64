CREATE TABLE IF NOT EXISTS coupon_images (
  task_id TEXT PRIMARY KEY, -- the first insert wins: what is sent again meets its row, after a restart too
  brand_id TEXT NOT NULL,
  status TEXT NOT NULL, -- succeeded, failed
  image_url TEXT -- of a task that succeeded
);
