import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/query.js';
import { LanguageProvider } from './i18n/language.js';
import { Gate } from './session/gate.js';
import './ui/back.js';
import { Broken } from './ui/broken.js';
import { BrokenContext, Guard } from './ui/guard.js';
import { Toasts } from './ui/toast.js';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <LanguageProvider>
        <BrokenContext value={Broken}>
          <Guard isPage>
            <Gate />
          </Guard>
        </BrokenContext>
        <Toasts />
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
);
