'use client';
import { parseTaskRef } from '@x/tensorslab';
import { useState } from 'react';

// Our code in the browser's bundle.
export function Reader() {
  const [id, setId] = useState('none');
  const read = (event) => setId(parseTaskRef(event.target.value).id);
  return <input value={id} onChange={read} />;
}
