/** A small roadmap in each language, as its people write one. */
export const ROADMAPS: ReadonlyMap<string, string> = new Map([
  [
    'en',
    `
    # Greenhouse roadmap
    ## Phase 1: Glass
    ### Task 1.1: Clean the panes
    **Status:** In progress
    **Effort:** 2-3 hours
    **Depends on:** Task 1.2
    **Assignee:** Ada

    **Acceptance criteria:**
    - [x] No moss is left
    - [ ] The frames are dry
    ### Task 1.2: Buy a ladder
    **Status:** Done
    ## Phase 2: Plants
    | Task | Status | Estimate |
    | --- | --- | --- |
    | Sow tomatoes | To do | 1 day |
    | Order pots | In review | 30 min |
    | Repair the pump | Blocked | 2 h |
    | Grow palms | Deferred | 4 weeks |
    | Heat with coal | Cancelled | 1 day |
    `,
  ],
  [
    'zh',
    `
    # 温室路线图
    ## 阶段 1：玻璃
    ### 任务 1.1：清洗玻璃
    **状态：** 进行中
    **预估：** 2-3 小时
    **依赖：** 任务 1.2
    **负责人：** 小李

    **验收标准：**
    - [x] 没有青苔
    - [ ] 窗框已干
    ### 任务 1.2：买梯子
    **状态：** 已完成
    ## 阶段 2：植物
    | 任务 | 状态 | 预估 |
    | --- | --- | --- |
    | 播种番茄 | 待办 | 1 天 |
    | 订购花盆 | 审核中 | 30 分钟 |
    | 修理水泵 | 阻塞 | 2 小时 |
    | 种棕榈 | 推迟 | 4 周 |
    | 烧煤取暖 | 已取消 | 1 天 |
    `,
  ],
  [
    'zh-Hant',
    `
    # 溫室路線圖
    ## 階段 1：玻璃
    ### 任務 1.1：清洗玻璃
    **狀態：** 執行中
    **預估時間：** 2-3 小時
    **依賴關係：** 任務 1.2
    **負責人：** 小李

    **驗收標準：**
    - [x] 沒有青苔
    - [ ] 窗框已乾
    ### 任務 1.2：買梯子
    **狀態：** 已完成
    ## 階段 2：植物
    | 任務 | 狀態 | 預估 |
    | --- | --- | --- |
    | 播種番茄 | 待辦 | 1 天 |
    | 訂購花盆 | 審核中 | 30 分鐘 |
    | 修理水泵 | 阻塞 | 2 小時 |
    | 種棕櫚 | 推遲 | 4 週 |
    | 燒煤取暖 | 已取消 | 1 天 |
    `,
  ],
  [
    'ja',
    `
    # 温室のロードマップ
    ## フェーズ 1：ガラス
    ### タスク 1.1：ガラスを洗う
    **ステータス：** 進行中
    **見積もり：** 2-3 時間
    **依存：** タスク 1.2
    **担当者：** 佐藤

    **受け入れ基準：**
    - [x] 苔が残っていない
    - [ ] 枠が乾いている
    ### タスク 1.2：はしごを買う
    **ステータス：** 完了
    ## フェーズ 2：植物
    | タスク | 状態 | 工数 |
    | --- | --- | --- |
    | トマトをまく | 未着手 | 1 日 |
    | 鉢を注文する | レビュー中 | 30 分 |
    | ポンプを直す | 保留 | 2 時間 |
    | ヤシを育てる | 延期 | 4 週間 |
    | 石炭で温める | 中止 | 1 日 |
    `,
  ],
  [
    'ko',
    `
    # 온실 로드맵
    ## 단계 1: 유리
    ### 작업 1.1: 유리 닦기
    **상태:** 진행 중
    **예상 시간:** 2-3시간
    **선행 작업:** 작업 1.2
    **담당자:** 민수

    **완료 조건:**
    - [x] 이끼가 없다
    - [ ] 틀이 말랐다
    ### 작업 1.2: 사다리 사기
    **상태:** 완료
    ## 단계 2: 식물
    | 작업 | 상태 | 공수 |
    | --- | --- | --- |
    | 토마토 심기 | 예정 | 1일 |
    | 화분 주문 | 검토 중 | 30분 |
    | 펌프 고치기 | 차단 | 2시간 |
    | 야자 키우기 | 연기 | 4주 |
    | 석탄 난방 | 취소 | 1일 |
    `,
  ],
  [
    'de',
    `
    # Fahrplan für das Gewächshaus
    ## Phase 1: Glas
    ### Aufgabe 1.1: Scheiben putzen
    **Status:** In Arbeit
    **Aufwand:** 2-3 Stunden
    **Abhängig von:** Aufgabe 1.2
    **Zuständig:** Jutta

    **Akzeptanzkriterien:**
    - [x] Kein Moos ist übrig
    - [ ] Die Rahmen sind trocken
    ### Aufgabe 1.2: Leiter kaufen
    **Status:** Erledigt
    ## Phase 2: Pflanzen
    | Aufgabe | Stand | Aufwand |
    | --- | --- | --- |
    | Tomaten säen | Offen | 1 Tag |
    | Töpfe bestellen | In Prüfung | 30 Minuten |
    | Pumpe reparieren | Blockiert | 2 Std |
    | Palmen ziehen | Zurückgestellt | 4 Wochen |
    | Mit Kohle heizen | Verworfen | 1 Tag |
    `,
  ],
  [
    'es',
    `
    # Hoja de ruta del invernadero
    ## Fase 1: Vidrio
    ### Tarea 1.1: Limpiar los cristales
    **Estado:** En curso
    **Esfuerzo:** 2-3 horas
    **Depende de:** Tarea 1.2
    **Responsable:** Inés

    **Criterios de aceptación:**
    - [x] No queda musgo
    - [ ] Los marcos están secos
    ### Tarea 1.2: Comprar una escalera
    **Estado:** Completado
    ## Fase 2: Plantas
    | Tarea | Estado | Estimación |
    | --- | --- | --- |
    | Sembrar tomates | Pendiente | 1 día |
    | Pedir macetas | En revisión | 30 minutos |
    | Reparar la bomba | Bloqueado | 2 horas |
    | Criar palmeras | Aplazado | 4 semanas |
    | Calentar con carbón | Cancelado | 1 día |
    `,
  ],
  [
    'fr',
    `
    # Feuille de route de la serre
    ## Étape 1 : Verre
    ### Tâche 1.1 : Laver les vitres
    **Statut :** En cours
    **Effort :** 2-3 heures
    **Dépend de :** Tâche 1.2
    **Responsable :** Zoé

    **Critères d’acceptation :**
    - [x] Il ne reste pas de mousse
    - [ ] Les cadres sont secs
    ### Tâche 1.2 : Acheter une échelle
    **Statut :** Terminé
    ## Étape 2 : Plantes
    | Tâche | Statut | Durée |
    | --- | --- | --- |
    | Semer les tomates | À faire | 1 jour |
    | Commander des pots | En revue | 30 minutes |
    | Réparer la pompe | Bloqué | 2 heures |
    | Élever des palmiers | Reporté | 4 semaines |
    | Chauffer au charbon | Annulé | 1 jour |
    `,
  ],
  [
    'pt',
    `
    # Roteiro da estufa
    ## Fase 1: Vidro
    ### Tarefa 1.1: Limpar os vidros
    **Situação:** Em andamento
    **Esforço:** 2-3 horas
    **Depende de:** Tarefa 1.2
    **Responsável:** Rui

    **Critérios de aceitação:**
    - [x] Não sobrou musgo
    - [ ] As molduras estão secas
    ### Tarefa 1.2: Comprar uma escada
    **Situação:** Concluído
    ## Fase 2: Plantas
    | Tarefa | Status | Estimativa |
    | --- | --- | --- |
    | Semear tomates | Pendente | 1 dia |
    | Encomendar vasos | Em revisão | 30 minutos |
    | Consertar a bomba | Bloqueado | 2 horas |
    | Criar palmeiras | Adiado | 4 semanas |
    | Aquecer com carvão | Cancelado | 1 dia |
    `,
  ],
  [
    'it',
    `
    # Tabella di marcia della serra
    ## Fase 1: Vetro
    ### Attività 1.1: Lavare i vetri
    **Stato:** In corso
    **Stima:** 2-3 ore
    **Dipende da:** Attività 1.2
    **Responsabile:** Ugo

    **Criteri di accettazione:**
    - [x] Non resta muschio
    - [ ] Le cornici sono asciutte
    ### Attività 1.2: Comprare una scala
    **Stato:** Completato
    ## Fase 2: Piante
    | Attività | Stato | Stima |
    | --- | --- | --- |
    | Seminare i pomodori | Da fare | 1 giorno |
    | Ordinare i vasi | In revisione | 30 minuti |
    | Riparare la pompa | Bloccato | 2 ore |
    | Coltivare palme | Rimandato | 4 settimane |
    | Scaldare a carbone | Annullato | 1 giorno |
    `,
  ],
  [
    'ru',
    `
    # План работ по теплице
    ## Этап 1: Стекло
    ### Задача 1.1: Вымыть стёкла
    **Статус:** В работе
    **Оценка:** 2-3 часа
    **Зависит от:** Задача 1.2
    **Ответственный:** Вера

    **Критерии приёмки:**
    - [x] Мха не осталось
    - [ ] Рамы сухие
    ### Задача 1.2: Купить лестницу
    **Статус:** Готово
    ## Этап 2: Растения
    | Задача | Статус | Оценка |
    | --- | --- | --- |
    | Посеять томаты | Не начато | 1 день |
    | Заказать горшки | На проверке | 30 минут |
    | Починить насос | Заблокировано | 2 часа |
    | Вырастить пальмы | Отложено | 4 недели |
    | Топить углём | Отменено | 1 день |
    `,
  ],
  [
    'pl',
    `
    # Plan działania dla szklarni
    ## Etap 1: Szkło
    ### Zadanie 1.1: Umyć szyby
    **Stan:** W toku
    **Szacowany czas:** 2-3 godziny
    **Zależy od:** Zadanie 1.2
    **Odpowiedzialny:** Ewa

    **Kryteria akceptacji:**
    - [x] Nie ma mchu
    - [ ] Ramy są suche
    ### Zadanie 1.2: Kupić drabinę
    **Stan:** Zrobione
    ## Etap 2: Rośliny
    | Zadanie | Status | Czas |
    | --- | --- | --- |
    | Posiać pomidory | Do zrobienia | 1 dzień |
    | Zamówić doniczki | W recenzji | 30 minut |
    | Naprawić pompę | Zablokowane | 2 godziny |
    | Wyhodować palmy | Odłożone | 4 tygodnie |
    | Grzać węglem | Anulowane | 1 dzień |
    `,
  ],
  [
    'id',
    `
    # Peta jalan rumah kaca
    ## Tahap 1: Kaca
    ### Tugas 1.1: Bersihkan kaca
    **Status:** Sedang dikerjakan
    **Perkiraan:** 2-3 jam
    **Bergantung pada:** Tugas 1.2
    **Penanggung jawab:** Budi

    **Kriteria penerimaan:**
    - [x] Tidak ada lumut
    - [ ] Bingkai sudah kering
    ### Tugas 1.2: Beli tangga
    **Status:** Selesai
    ## Tahap 2: Tanaman
    | Tugas | Status | Perkiraan |
    | --- | --- | --- |
    | Semai tomat | Belum dimulai | 1 hari |
    | Pesan pot | Sedang ditinjau | 30 menit |
    | Perbaiki pompa | Terhambat | 2 jam |
    | Tanam palem | Ditunda | 4 minggu |
    | Panaskan dengan batu bara | Dibatalkan | 1 hari |
    `,
  ],
  [
    'tr',
    `
    # Sera yol haritası
    ## Faz 1: Cam
    ### Görev 1.1: Camları temizle
    **Durum:** Devam ediyor
    **Tahmini süre:** 2-3 saat
    **Bağımlılıklar:** Görev 1.2
    **Sorumlu:** Ada

    **Kabul kriterleri:**
    - [x] Yosun kalmadı
    - [ ] Çerçeveler kuru
    ### Görev 1.2: Merdiven al
    **Durum:** Tamamlandı
    ## Faz 2: Bitkiler
    | Görev | Durum | Süre |
    | --- | --- | --- |
    | Domates ek | Yapılacak | 1 gün |
    | Saksı sipariş et | İncelemede | 30 dakika |
    | Pompayı onar | Engellendi | 2 saat |
    | Palmiye yetiştir | Ertelendi | 4 hafta |
    | Kömürle ısıt | İptal edildi | 1 gün |
    `,
  ],
  [
    'nl',
    `
    # Plan van aanpak voor de kas
    ## Fase 1: Glas
    ### Taak 1.1: Ruiten wassen
    **Status:** Bezig
    **Geschatte tijd:** 2-3 uur
    **Afhankelijk van:** Taak 1.2
    **Verantwoordelijke:** Ada

    **Acceptatiecriteria:**
    - [x] Geen algen meer
    - [ ] Kozijnen zijn droog
    ### Taak 1.2: Ladder kopen
    **Status:** Afgerond
    ## Fase 2: Planten
    | Taak | Status | Duur |
    | --- | --- | --- |
    | Tomaten planten | Te doen | 1 dag |
    | Potten bestellen | In beoordeling | 30 minuten |
    | Pomp maken | Geblokkeerd | 2 uur |
    | Palm kweken | Uitgesteld | 4 weken |
    | Met kolen stoken | Geannuleerd | 1 dag |
    `,
  ],
]);
